import type { ErrorComponentProps } from "@tanstack/react-router";
import { Page } from "../components/Page";
import { Problem } from "../components/Problem";

/** A page that broke: say what happened and offer to try again, instead of a white screen. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  return (
    <Page title="页面出错">
      <Problem error={error} onRetry={reset} />
    </Page>
  );
}
