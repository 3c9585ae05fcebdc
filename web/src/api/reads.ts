// What the pages read, as TanStack Query options: one place that knows the paths and the keys of the cache.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ListSearch } from "../lib/listSearch";
import { DEFAULT_SIZE } from "../lib/listSearch";
import { named } from "../language/translate";
import { api, unwrap } from "./client";

export const metaQuery = queryOptions({
  queryKey: ["meta"],
  queryFn: async () => {
    const meta = unwrap(await api.GET("/api/v1/meta"));
    return { ...meta, kinds: named(meta.kinds) };
  },
});

export const overviewQuery = queryOptions({
  queryKey: ["overview"],
  queryFn: async () => {
    const overview = unwrap(await api.GET("/api/v1/overview"));
    return { ...overview, kinds: named(overview.kinds) };
  },
});

export const districtsQuery = queryOptions({
  queryKey: ["districts"],
  staleTime: Infinity,
  queryFn: async () => unwrap(await api.GET("/api/v1/regions/districts.geojson")) as unknown,
});

export const kindQuery = (kind: string) =>
  queryOptions({
    queryKey: ["kind", kind],
    staleTime: Infinity,
    queryFn: async () => unwrap(await api.GET("/api/v1/kinds/{kind}", { params: { path: { kind } } })),
  });

export const subjectsQuery = (kind: string, search: ListSearch) =>
  queryOptions({
    queryKey: ["subjects", kind, search],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET("/api/v1/subjects/{kind}", {
          params: { path: { kind }, query: { size: DEFAULT_SIZE, ...search } },
          signal,
        }),
      ),
  });

export const profileQuery = (kind: string, id: string) =>
  queryOptions({
    queryKey: ["profile", kind, id],
    queryFn: async () =>
      unwrap(await api.GET("/api/v1/subjects/{kind}/{id}", { params: { path: { kind, id } } })),
  });

export const assessmentsQuery = (kind: string, id: string) =>
  queryOptions({
    queryKey: ["assessments", kind, id],
    queryFn: async () =>
      unwrap(await api.GET("/api/v1/subjects/{kind}/{id}/assessments", { params: { path: { kind, id } } })),
  });

export const pathQuery = (kind: string, id: string) =>
  queryOptions({
    queryKey: ["path", kind, id],
    queryFn: async () =>
      unwrap(await api.GET("/api/v1/subjects/{kind}/{id}/path", { params: { path: { kind, id } } })),
  });

export const relationsQuery = (kind: string, id: string) =>
  queryOptions({
    queryKey: ["relations", kind, id],
    queryFn: async () =>
      unwrap(await api.GET("/api/v1/subjects/{kind}/{id}/relations", { params: { path: { kind, id } } })),
  });

export const judgementsQuery = (kind: string, id: string) =>
  queryOptions({
    queryKey: ["judgements", kind, id],
    queryFn: async () =>
      unwrap(await api.GET("/api/v1/subjects/{kind}/{id}/judgements", { params: { path: { kind, id } } })),
  });

export const bundleQuery = (kind: string, id: string) =>
  queryOptions({
    queryKey: ["bundle", kind, id],
    queryFn: async () =>
      unwrap(await api.GET("/api/v1/subjects/{kind}/{id}/bundle", { params: { path: { kind, id } } })),
  });

export const programmesQuery = queryOptions({
  queryKey: ["programmes"],
  queryFn: async () => unwrap(await api.GET("/api/v1/programmes")),
});

/** Programmes that say all of some words, with where; all of them where nothing is looked for. */
export const programmeSearchQuery = (q: string) =>
  queryOptions({
    queryKey: q === "" ? ["programmes"] : ["programmes", q],
    queryFn: async ({ signal }) =>
      unwrap(await api.GET("/api/v1/programmes", { params: { query: q === "" ? {} : { q } }, signal })),
  });

export const programmeQuery = (id: string) =>
  queryOptions({
    queryKey: ["programme", id],
    queryFn: async () => unwrap(await api.GET("/api/v1/programmes/{id}", { params: { path: { id } } })),
  });

export const programmeDiffQuery = (before: string, after: string) =>
  queryOptions({
    queryKey: ["programme-diff", before, after],
    queryFn: async () =>
      unwrap(
        await api.GET("/api/v1/programmes/{id}/diff/{other}", { params: { path: { id: before, other: after } } }),
      ),
  });

export const sourcesQuery = queryOptions({
  queryKey: ["sources"],
  queryFn: async () => unwrap(await api.GET("/api/v1/sources")),
});

export const mapQuery = queryOptions({
  queryKey: ["map"],
  queryFn: async () => {
    const map = unwrap(await api.GET("/api/v1/map"));
    return { ...map, layers: named(map.layers) };
  },
});

export const mapSubjectsQuery = (kind: string) =>
  queryOptions({
    queryKey: ["map-subjects", kind],
    queryFn: async ({ signal }) =>
      unwrap(await api.GET("/api/v1/map/subjects/{kind}", { params: { path: { kind } }, signal })),
  });

export const mapFiguresQuery = (
  query: { kind: string; attribute: string; year: number; measure: "sum" | "median" | "stated" } | { programme: string },
) =>
  queryOptions({
    queryKey: ["map-figures", query],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => unwrap(await api.GET("/api/v1/map/figures", { params: { query }, signal })),
  });

export const searchQuery = (q: string) =>
  queryOptions({
    queryKey: ["search", q],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => unwrap(await api.GET("/api/v1/search", { params: { query: { q } }, signal })),
  });

export const planQuery = (kind: string, id: string, programme: string) =>
  queryOptions({
    queryKey: ["plan", kind, id, programme],
    queryFn: async () =>
      unwrap(
        await api.GET("/api/v1/subjects/{kind}/{id}/assessments", {
          params: { path: { kind, id }, query: { programme, plan: true } },
        }),
      ),
  });

export const whatIfQuery = (kind: string, id: string, programme: string, asOf: string, facts: Record<string, unknown>) =>
  queryOptions({
    queryKey: ["what-if", kind, id, programme, asOf, facts],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      unwrap(
        await api.POST("/api/v1/subjects/{kind}/{id}/what-if", {
          params: { path: { kind, id } },
          // The document says only "object"; its generated type admits no key at all.
          body: { facts: facts as unknown as string, programmes: [programme], as_of: asOf },
          signal,
        }),
      ),
  });

export const similarQuery = (kind: string, id: string) =>
  queryOptions({
    queryKey: ["similar", kind, id],
    queryFn: async () =>
      unwrap(await api.GET("/api/v1/subjects/{kind}/{id}/similar", { params: { path: { kind, id } } })),
  });

/** A source with its quality. */
export const sourceQuery = (id: string) =>
  queryOptions({
    queryKey: ["source", id],
    queryFn: async () => unwrap(await api.GET("/api/v1/sources/{id}", { params: { path: { id } } })),
  });
