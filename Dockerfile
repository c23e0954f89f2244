# One image for pages and workers; compose.yaml says which does what.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 STATIC_ROOT=/srv/static MEDIA_ROOT=/srv/media

WORKDIR /srv/newsroom
COPY requirements.txt requirements-prod.txt ./
RUN pip install --no-cache-dir --require-hashes \
    --requirement requirements.txt --requirement requirements-prod.txt
COPY . .
RUN useradd --system newsroom \
    && install --directory --owner newsroom /srv/static /srv/media /srv/nginx
USER newsroom

CMD ["python", "-m", "gunicorn", "newsroom.wsgi", "--config", "deploy/gunicorn.conf.py"]
