"""`python -m opora`: the same as the `opora` command."""

import sys

from opora.cli.main import main

sys.exit(main())
