FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /app
COPY requirements.txt ./
# What is removed is never run: the parts of the web framework that make up test data, an installer, other packages'
# own tests, and the C sources that some wheels carry.
RUN python3 -m venv --without-pip /opt/venv \
 && python3 -m pip --python /opt/venv/bin/python install --quiet --require-hashes -r requirements.txt \
 && python3 -m pip --python /opt/venv/bin/python uninstall --quiet --yes faker polyfactory pip \
 && find /opt/venv/lib -type d -name tests -prune -exec rm -rf {} + \
 && find /opt/venv/lib -type f \( -name '*.c' -o -name '*.h' -o -name '*.pyx' -o -name '*.pxd' -o -name '*.pyi' \) -delete
COPY . ./
RUN /opt/venv/bin/python -m compileall -q app seed_data.py && /opt/venv/bin/python -m app.web.compiled && rm requirements.txt

FROM python:3.11-slim-bookworm
RUN groupadd --gid 10001 tessera \
 && useradd --uid 10001 --gid tessera --no-create-home --home-dir /app --shell /usr/sbin/nologin tessera \
 && install -d -o tessera -g tessera /app/data
ENV PATH=/opt/venv/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MALLOC_ARENA_MAX=2 \
    OPENBLAS_NUM_THREADS=1 \
    HOST=0.0.0.0 \
    PORT=8000 \
    DATA_DIR=/app/data
WORKDIR /app
USER tessera
VOLUME /app/data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["python", "-c", \
    "import http.client as h, os, sys; c = h.HTTPConnection('127.0.0.1', int(os.environ['PORT']), timeout=4); c.request('GET', '/health'); sys.exit(c.getresponse().status != 200)"]
CMD ["python", "-m", "app", "serve"]
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
