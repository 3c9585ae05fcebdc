import { SearchOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { lazy, Suspense, useEffect, useState } from "react";

const SearchDialog = lazy(() => import("./SearchDialog"));

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The way to anything by a few signs: a button, and ⌘K or Ctrl+K anywhere. */
export function GlobalSearch() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      setOpen((before) => !before);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <Button className="search-open" icon={<SearchOutlined />} aria-keyshortcuts="Meta+K Control+K" onClick={() => setOpen(true)}>
        <span className="search-open-word">查找</span>
        <kbd aria-hidden>{isApple ? "⌘K" : "Ctrl K"}</kbd>
      </Button>
      {open && (
        <Suspense fallback={null}>
          <SearchDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
