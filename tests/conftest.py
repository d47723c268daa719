"""What every test gets: the part being run, a database chosen by the environment, a sealed network."""

import os

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
