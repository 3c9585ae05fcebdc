import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./problem";

/** Facts change only by an import, so answers stay fresh for a while; a refusal by the server is never retried. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => !(error instanceof ApiProblem) && failures < 2,
    },
  },
});
