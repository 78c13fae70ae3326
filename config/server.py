"""gunicorn's settings: `gunicorn --config python:config.server config.wsgi`.

The access line carries the path without the query string, where search words and one-time tokens travel.
"""

from config.env import read_environment

_environment = read_environment()

bind = f"{_environment.host}:{_environment.port}"
workers = _environment.web_workers
threads = _environment.web_threads
worker_class = "gthread"
timeout = 60
graceful_timeout = 8
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
accesslog = "-" if _environment.log_level == "DEBUG" else None
access_log_format = "%(m)s %(U)s %(s)s %(b)s %(M)sms"
loglevel = "warning"
control_socket_disable = True
