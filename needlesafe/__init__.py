"""NeedleSafe walks practitioner and patient through a dry-needling visit, from the first question to sealed PDFs."""
