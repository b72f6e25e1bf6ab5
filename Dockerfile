FROM python:3.11-slim AS build
COPY requirements/run.txt /tmp/run.txt
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r /tmp/run.txt

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 EVIDENCE_VAR=/var/evidence \
    PORT=8000 WEB_CONCURRENCY=2 GUNICORN_CMD_ARGS="--threads=4 --worker-tmp-dir=/dev/shm --limit-request-line=8190"
RUN useradd --system --uid 10001 evidence && install -d -o evidence /var/evidence /var/evidence/reports
COPY --from=build /venv /venv
WORKDIR /app
COPY manage.py ./
COPY evidence evidence
COPY reviews reviews
COPY templates templates
COPY locale locale
USER evidence
RUN EVIDENCE_SECRET_KEY=for-this-step-alone python manage.py collectstatic --noinput --verbosity 0
EXPOSE 8000
# Probes know an address; the application answers only to its names.
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(u.Request('http://127.0.0.1:8000/healthz', headers={'Host': os.environ['EVIDENCE_ALLOWED_HOSTS'].split(',')[0]}))"]
CMD ["gunicorn", "evidence.wsgi"]
