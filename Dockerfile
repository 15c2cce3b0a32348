# samlab as a container; docs/containers.md says how to use it.
#   docker build --tag samlab .
#   docker buildx build --platform linux/amd64,linux/arm64 --tag samlab .

# The package is JavaScript and WebAssembly, so it is built on the machine's own architecture for all others.
FROM --platform=$BUILDPLATFORM node:24-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm pack --pack-destination /tmp
# npm would write "#!/usr/bin/env node", and the image below has no env.
WORKDIR /opt/samlab
RUN tar -xzf /tmp/samlab-*.tgz --strip-components=1 \
  && cp /src/package-lock.json . \
  && npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && sed -i '1s|.*|#!/usr/local/bin/node|' bin/samlab.js \
  && chmod 755 bin/samlab.js \
  && ln -s samlab.js bin/samlab \
  && mkdir /data

# For the program "node" of the architecture that the image is for.
FROM node:24-bookworm-slim AS node

# The C++ libraries that Node needs; no shell and no package manager.
FROM gcr.io/distroless/cc-debian12:nonroot
LABEL org.opencontainers.image.title="samlab" \
  org.opencontainers.image.description="A mock, Entra-style SAML identity provider and a regression harness for your service provider" \
  org.opencontainers.image.licenses="MIT"
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=build /opt/samlab /opt/samlab
COPY --from=build --chown=10001:10001 /data /data
# Loopback inside a container reaches nobody, so the lab listens everywhere; whoever publishes a port decides who reaches it.
# glibc gives large blocks back when they are freed, as it does before the first; otherwise a lab keeps 12 MB of them.
ENV PATH=/opt/samlab/bin:/usr/local/bin:/usr/bin:/bin \
  SAMLAB_DATA=/data \
  SAMLAB_HOST=0.0.0.0 \
  SAMLAB_EXPOSE=true \
  SAMLAB_ALIAS=samlab \
  MALLOC_MMAP_THRESHOLD_=131072
# A number, so that Kubernetes can see that it is not root.
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 4000 4100 4200
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 CMD ["samlab", "status"]
ENTRYPOINT ["samlab"]
CMD ["start"]
