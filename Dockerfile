# syntax=docker/dockerfile:1
# Two stages: one installs into a virtual environment, the other has that environment and nothing to build with.
# deploy/try_image.py carries these steps out where there is no Docker.
ARG PYTHON=python:3.11-slim

FROM ${PYTHON} AS install
# Where pip looks further, for example PyTorch's index of CPU builds: they are a tenth of the size of the others.
ARG PIP_EXTRA_INDEX_URL=""
ENV PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python3 -m venv /opt/sanctions-bot
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY corpus ./corpus
COPY index ./index
COPY bot ./bot
# Downloads stay in the builder's cache, not in the image.
RUN --mount=type=cache,target=/root/.cache/pip \
    /opt/sanctions-bot/bin/python -m pip install --quiet --constraint constraints.txt '.[postgres]'
# What only developers of those packages need: headers, their own tests, and pip, which nothing is to be installed with.
RUN site=$(echo /opt/sanctions-bot/lib/python3*/site-packages) \
    && rm -rf "$site/torch/include" "$site/torch/test" "$site/torch/share" \
        "$site"/torch/bin/protoc* "$site"/torch/bin/*[Tt]est* \
        /opt/sanctions-bot/bin/pip* "$site"/pip "$site"/pip-* "$site"/setuptools "$site"/setuptools-* \
    && find "$site" -path "$site/torch" -prune -o -type d \( -name tests -o -name test \) -prune -exec rm -rf {} + \
    && find "$site" -name '*.pyi' -delete

FROM ${PYTHON}
# HF_HUB_OFFLINE: the model came with its package; nothing is fetched at run time. Nothing is written but under /data
# and /tmp, so the root may be mounted read-only.
ENV PATH=/opt/sanctions-bot/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HF_HUB_OFFLINE=1 \
    MPLCONFIGDIR=/tmp/matplotlib \
    SANCTIONS_BOT_DATA=/data
# Chinese, Japanese and Korean letters in the PDFs of /export; the other scripts' font comes with matplotlib.
# hadolint ignore=DL3008  # a font, of whatever version the distribution has
RUN apt-get update && apt-get install --yes --no-install-recommends fonts-wqy-zenhei && rm -rf /var/lib/apt/lists/*
RUN useradd --no-log-init --uid 10001 --user-group --home-dir /data --shell /usr/sbin/nologin sanctions-bot \
    && install --directory --owner=sanctions-bot --group=sanctions-bot --mode=0750 /data
COPY --from=install /opt/sanctions-bot /opt/sanctions-bot
# By number, so that Kubernetes can tell that it is not root.
USER 10001:10001
WORKDIR /data
VOLUME /data
# The first start indexes the sample corpus before it talks to Telegram, hence the long start period.
HEALTHCHECK --interval=60s --timeout=15s --start-period=180s --retries=3 \
    CMD ["sanctions-bot", "check", "--alive"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["sanctions-bot"]
CMD ["run"]
