# cluster_ext: build with PGXS. `make && make install && make installcheck`
EXTENSION = cluster_ext
EXTVERSION = 0.2.0
MODULE_big = cluster_ext

FOLDERS = src src/core src/core/* src/core/*/* src/pg src/pg/*
OBJS = $(patsubst %.c,%.o,$(sort $(wildcard $(FOLDERS:%=%/*.c))))

SQL_PARTS = $(sort $(wildcard sql/[0-9][0-9]_*.sql))
DATA_built = sql/cluster_ext--$(EXTVERSION).sql
# Scripts of releases are frozen; updates lead from each to what follows it.
RELEASED = 0.1.0
DATA = $(RELEASED:%=sql/cluster_ext--%.sql) $(wildcard sql/updates/cluster_ext--*--*.sql)

REGRESS = $(sort $(basename $(notdir $(wildcard test/sql/*.sql))))
REGRESS_OPTS = --inputdir=test --load-extension=cluster_ext --encoding=UTF8 --no-locale

PG_CFLAGS = -std=gnu11 -Wall -Wextra -Wno-unused-parameter
ifneq ($(findstring clang,$(CC)),)
# A PostgreSQL built by gcc passes options and has headers that clang warns of.
PG_CFLAGS += -Wno-ignored-optimization-argument -Wno-unknown-warning-option -Wno-ignored-attributes
endif
# Results must not depend on the machine: no registers wider than a double, as
# those of x87, and no fused multiply-add, which would make x*x + y*y differ between
# processors.  The latter stands in PG_CPPFLAGS because these also reach the bitcode
# that the server may compile for the processor it runs on.
PG_CFLAGS += $(if $(filter i%86,$(host_cpu)),-msse2 -mfpmath=sse)
PG_CPPFLAGS = -ffp-contract=off -I$(srcdir)/src -DCEXT_VERSION='"$(EXTVERSION)"'
SHLIB_LINK += -lm
EXTRA_CLEAN = sql/cluster_ext--$(EXTVERSION).sql test/unit/build

PG_CONFIG ?= pg_config
PGXS := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

sql/cluster_ext--$(EXTVERSION).sql: $(SQL_PARTS) Makefile
	cat $(SQL_PARTS) > $@

# Every object follows every header, and the version: the tree is small and stale objects are not.
$(OBJS) $(OBJS:.o=.bc): Makefile $(wildcard $(FOLDERS:%=%/*.h))
