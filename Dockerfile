# One image for the web server and the worker. Nothing is compiled: every dependency has a wheel, and the
# translations are committed compiled.

FROM python:3.12-slim AS site

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    HOST=0.0.0.0 PORT=8000 MEDIA_ROOT=/srv/media PRIVATE_ROOT=/srv/private STATIC_ROOT=/srv/static

RUN useradd --system --uid 10001 --home /srv --shell /usr/sbin/nologin zhiheng \
    && mkdir -p /srv/media /srv/private /srv/static && chown -R zhiheng /srv

WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY . .

# The settings ask for their secrets; these stand in for them while files are collected and reach no running site.
RUN SECRET_KEY=only-for-collecting-static-files-while-building-the-image-000 SITE_URL=https://build.invalid \
    ALLOWED_HOSTS=build.invalid EMAIL_URL=smtp://build.invalid python manage.py collectstatic --noinput -v 0 \
    && chown -R zhiheng /srv/static

USER zhiheng
EXPOSE 8000
VOLUME /srv/media /srv/private
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD ["python", "-c", \
    "import os, urllib.request as r; r.urlopen(r.Request(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', headers={'Host': os.environ['ALLOWED_HOSTS'].split(',')[0].strip()}), timeout=4)"]
CMD ["gunicorn", "--config", "python:config.server", "config.wsgi:application"]
