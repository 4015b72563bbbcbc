"""What happens next: the steps of a visit, its gates, and the desk through which every event goes."""
