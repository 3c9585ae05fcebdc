import { MenuOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useMatches } from "@tanstack/react-router";
import { Button, Drawer } from "antd";
import { useEffect, useState } from "react";
import { metaQuery } from "../api/reads";
import { ENTRIES } from "./entries";
import { GlobalSearch } from "./GlobalSearch";
import { LanguageSwitch } from "./LanguageSwitch";
import { LargeTypeSwitch } from "./LargeTypeSwitch";

function Entries() {
  return ENTRIES.map(([to, word]) => (
    <Link key={to} to={to} activeOptions={{ exact: to === "/", includeSearch: false }}>
      {word}
    </Link>
  ));
}

/** Header with the way to every page, and the page itself. */
export function AppShell() {
  const [open, setOpen] = useState(false);
  const meta = useQuery(metaQuery);
  const { pathname } = useLocation();
  useEffect(() => setOpen(false), [pathname]);
  const region = meta.data?.region;
  const bare = useMatches({ select: (matches) => matches.some(({ staticData }) => staticData.bare) });
  if (bare) return <Outlet />;

  return (
    <>
      <a className="skip-link" href="#main">
        跳到正文
      </a>
      <header className="topbar">
        <div className="topbar-inner">
          <Link to="/" className="brand">
            <img src="/favicon.svg" alt="" width={26} height={26} />
            科创大脑
            {region && <small>{region}</small>}
          </Link>
          <nav className="nav" aria-label="主导航">
            <Entries />
          </nav>
          <GlobalSearch />
          <LargeTypeSwitch />
          <LanguageSwitch />
          <Button className="nav-toggle" icon={<MenuOutlined />} aria-label="打开导航" onClick={() => setOpen(true)} />
        </div>
      </header>
      <Drawer title="导航" open={open} onClose={() => setOpen(false)} size={260} placement="right">
        <nav className="drawer-nav" aria-label="主导航">
          <Entries />
        </nav>
        <LargeTypeSwitch />
        <LanguageSwitch />
      </Drawer>
      <Outlet />
    </>
  );
}
