"""Fill the wall from the command line: `python seed_data.py --help`."""

import sys

from app.main import run_seed

if __name__ == "__main__":
    sys.exit(run_seed(sys.argv[1:]))
