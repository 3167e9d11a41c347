# The native part of Temporal's SDK comes ready-made for glibc, so that no install script need run; it rules out Alpine.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY .npmrc package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json ./
COPY scripts scripts
COPY src src
RUN node scripts/build.mjs

FROM node:24-bookworm-slim AS dependencies
WORKDIR /app
COPY .npmrc package.json package-lock.json ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
# A Temporal server behind TLS is judged by the system's certificates, which the slim image lacks.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/* \
  && install -d -o node -g node -m 700 /var/lib/tocsin
ENV NODE_ENV=production TZ=UTC TOCSIN_DATA=/var/lib/tocsin
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/lib lib
COPY texts texts
COPY package.json ./
COPY playbooks playbooks
COPY regimes regimes
COPY courses courses
COPY exercises exercises
USER node
# The others are `node lib/operate/migrate.js` and `node lib/worker.js`.
CMD ["node", "lib/api/main.js"]
