import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useEffect } from "react";
import { metaQuery } from "../api/reads";
import type { Notice } from "../api/model";
import { NoticeLine } from "./NoticeLine";

type Props = {
  title: ReactNode;
  /** Title of the browser's tab where `title` is not plain text. */
  tab?: string;
  lead?: ReactNode;
  actions?: ReactNode;
  /** The notice of the answer that the page shows; the region's own until there is one. */
  notice?: Notice | undefined;
  children: ReactNode;
};

/** Heading, content and the notice that every page ends with. */
export function Page({ title, tab, lead, actions, notice, children }: Props) {
  const meta = useQuery(metaQuery);
  const name = tab ?? (typeof title === "string" ? title : undefined);
  useEffect(() => {
    document.title = name ? `${name} · 科创大脑` : "科创大脑";
  }, [name]);
  return (
    <>
      <main className="page" id="main" tabIndex={-1}>
        <div className="page-head">
          <div>
            <h1>{title}</h1>
            {lead && <p className="lead">{lead}</p>}
          </div>
          {actions && <div className="no-print">{actions}</div>}
        </div>
        {children}
      </main>
      <NoticeLine notice={notice ?? meta.data?.notice} version={meta.data?.version} />
    </>
  );
}
