# The official image of PostgreSQL with cluster_ext in it.  Nothing of the compiler's
# stage stays but what was installed.  BASE may be another image that has apt-get's
# sources for postgresql-server-dev-PG_MAJOR.
ARG PG_MAJOR=17
ARG BASE=postgres:${PG_MAJOR}-bookworm

FROM ${BASE} AS build
ARG PG_MAJOR
RUN apt-get update \
 && apt-get install -y --no-install-recommends build-essential "postgresql-server-dev-${PG_MAJOR}" \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /build
COPY . .
# No option here may name a processor: the image runs on others.  The licence wants to go with copies.
RUN export PG_CONFIG="/usr/lib/postgresql/${PG_MAJOR}/bin/pg_config" \
 && make -j"$(nproc)" \
 && make install DESTDIR=/out \
 && install -D -m 644 LICENSE /out/usr/share/doc/cluster_ext/LICENSE

FROM ${BASE}
LABEL org.opencontainers.image.title="cluster_ext" \
      org.opencontainers.image.description="PostgreSQL with industrial-cluster statistics over firm-level tables" \
      org.opencontainers.image.licenses="PostgreSQL"
COPY --from=build /out/ /
