"""`python -m needlesafe` is the same program as the command `needlesafe`."""

import sys

from needlesafe.cli import main

if __name__ == "__main__":
    sys.exit(main())
