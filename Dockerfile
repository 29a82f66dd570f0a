# The dashboard with its data built in. docker build -t lianfang . && docker run -p 127.0.0.1:8501:8501 lianfang
# docs/deployment.md says how to serve under a name, with data of your own, and read-only.
FROM debian:bookworm-slim

RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        python3 python3-venv ca-certificates chromium fontconfig fonts-noto-cjk \
        fonts-wqy-microhei libatomic1 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 10001 lianfang

WORKDIR /app
COPY requirements.txt .
RUN python3 -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.txt

COPY --chown=lianfang:lianfang . .
RUN chown lianfang:lianfang /app
USER lianfang
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 STREAMLIT_SERVER_ADDRESS=0.0.0.0 PORT=8501
RUN python -m etl refresh

EXPOSE 8501
# 503 where the server runs but has no data: then the container is not healthy either.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD python -c "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/api/health')"
CMD ["sh", "-c", "exec streamlit run serve.py --server.port $PORT"]
