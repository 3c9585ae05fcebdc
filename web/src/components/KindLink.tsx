import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { KIND_PAGES } from "../lib/kinds";

type ListProps = { kind: string; className?: string; children: ReactNode };

/** The way to the list of a kind: some have an address of their own, the rest share one. */
export function KindLink({ kind, className, children }: ListProps) {
  const own = KIND_PAGES[kind]?.path;
  return own ? (
    <Link to={own} className={className}>
      {children}
    </Link>
  ) : (
    <Link to="/subjects/$kind" params={{ kind }} className={className}>
      {children}
    </Link>
  );
}

/** The way to one subject. */
export function SubjectLink({ kind, id, className, children }: ListProps & { id: string }) {
  const own = KIND_PAGES[kind]?.path;
  return own ? (
    <Link to={`${own}/$id`} params={{ id }} className={className}>
      {children}
    </Link>
  ) : (
    <Link to="/subjects/$kind/$id" params={{ kind, id }} className={className}>
      {children}
    </Link>
  );
}
