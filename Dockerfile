# One image for web, worker and clock; page assets are built and compressed into it.
FROM node:24-bookworm-slim AS assets
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM python:3.11-slim-bookworm AS portal
RUN apt-get update -qq \
    && apt-get install -y -qq --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
        fonts-noto-cjk fonts-lxgw-wenkai \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home portal
WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements.txt
COPY . .
COPY --from=assets /app/node_modules node_modules
ENV PYTHONUNBUFFERED=1 VAR_DIR=/var/lib/portal STATIC_ROOT=/app/static-collected
# The key only lets the command load the settings; nothing of it stays in the image.
RUN SECRET_KEY=for-the-build-only-and-used-for-nothing-else-at-all STATIC_BROTLI=1 \
        python manage.py collectstatic --noinput --verbosity 0 \
    && mkdir -p /var/lib/portal/files \
    && chown -R portal:portal /var/lib/portal
USER portal
VOLUME /var/lib/portal
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=6 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://localhost:8000/readyz', timeout=4)"]
CMD ["gunicorn", "pilot_portal.wsgi", "--bind", "0.0.0.0:8000", "--no-control-socket", \
     "--worker-class", "gthread", "--workers", "4", "--threads", "4"]
