// The table of contents of the web app.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { AppShell } from "./app/AppShell";
import { NotFound } from "./app/NotFound";
import { RouteError } from "./app/RouteError";
import { parseAddress, writeAddress } from "./lib/address";
import { readDataSearch } from "./lib/dataSearch";
import { readIndexSearch } from "./lib/indexSearch";
import { readListSearch } from "./lib/listSearch";
import { readPopulationsSearch } from "./lib/populationsSearch";
import { readProgrammesSearch } from "./lib/programmeList";
import { readProgrammeSearch } from "./lib/programmeSearch";
import { readReportsSearch } from "./lib/reportsSearch";
import { readSqlSearch } from "./lib/sqlSearch";
import { readMapSearch } from "./lib/mapSearch";
import { readSubjectSearch } from "./lib/subjectSearch";
import { OverviewPage } from "./pages/overview/OverviewPage";

const root = createRootRoute({ component: AppShell, notFoundComponent: NotFound });
const list = () => import("./pages/subjects/SubjectsPage");
const one = () => import("./pages/subject/SubjectPage");

/** A list and a profile for one kind of subject, at its own address. */
function subjectRoutes<const P extends string>(path: P, kind: string) {
  return [
    createRoute({
      getParentRoute: () => root,
      path,
      staticData: { kind },
      validateSearch: readListSearch,
      component: lazyRouteComponent(list, "SubjectsPage"),
    }),
    createRoute({
      getParentRoute: () => root,
      path: `${path}/$id`,
      staticData: { kind },
      validateSearch: readSubjectSearch,
      component: lazyRouteComponent(one, "SubjectPage"),
    }),
  ] as const;
}

/** The same for any kind: content may add kinds that the web app has never heard of. */
const anyKind = [
  createRoute({
    getParentRoute: () => root,
    path: "/subjects/$kind",
    validateSearch: readListSearch,
    component: lazyRouteComponent(list, "SubjectsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/subjects/$kind/$id",
    validateSearch: readSubjectSearch,
    component: lazyRouteComponent(one, "SubjectPage"),
  }),
] as const;

const routeTree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: "/", component: OverviewPage }),
  createRoute({
    getParentRoute: () => root,
    path: "/wall",
    staticData: { bare: true },
    component: lazyRouteComponent(() => import("./pages/wall/WallPage"), "WallPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/map",
    validateSearch: readMapSearch,
    component: lazyRouteComponent(() => import("./pages/map/MapPage"), "MapPage"),
  }),
  ...subjectRoutes("/enterprises", "enterprise"),
  ...subjectRoutes("/institutions", "institution"),
  ...subjectRoutes("/platforms", "platform"),
  ...anyKind,
  createRoute({
    getParentRoute: () => root,
    path: "/resources",
    component: lazyRouteComponent(() => import("./pages/resources/ResourcesPage"), "ResourcesPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/programmes",
    validateSearch: readProgrammesSearch,
    component: lazyRouteComponent(() => import("./pages/programmes/ProgrammesPage"), "ProgrammesPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/programmes/$id",
    validateSearch: readProgrammeSearch,
    component: lazyRouteComponent(() => import("./pages/programmes/ProgrammePage"), "ProgrammePage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/populations",
    validateSearch: readPopulationsSearch,
    component: lazyRouteComponent(() => import("./pages/populations/PopulationsPage"), "PopulationsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/indices",
    component: lazyRouteComponent(() => import("./pages/indices/IndicesPage"), "IndicesPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/indices/$id",
    validateSearch: readIndexSearch,
    component: lazyRouteComponent(() => import("./pages/indices/IndexPage"), "IndexPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/reports",
    validateSearch: readReportsSearch,
    component: lazyRouteComponent(() => import("./pages/reports/ReportsPage"), "ReportsPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/self-check",
    component: lazyRouteComponent(() => import("./pages/self-check/SelfCheckPage"), "SelfCheckPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/check-list",
    component: lazyRouteComponent(() => import("./pages/check-list/CheckListPage"), "CheckListPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/data",
    validateSearch: readDataSearch,
    component: lazyRouteComponent(() => import("./pages/data/DataPage"), "DataPage"),
  }),
  createRoute({
    getParentRoute: () => root,
    path: "/sql",
    validateSearch: readSqlSearch,
    component: lazyRouteComponent(() => import("./pages/sql/SqlPage"), "SqlPage"),
  }),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  defaultErrorComponent: RouteError,
  scrollRestoration: true,
  parseSearch: parseAddress,
  stringifySearch: writeAddress,
  // A subject's id reads enterprise:9133…; leave the colon readable in the address.
  pathParamsAllowedCharacters: [":"],
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** Kind of the subjects that the page shows. */
    kind?: string;
    /** Shown by itself, without header and navigation. */
    bare?: boolean;
  }
}
