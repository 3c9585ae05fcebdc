import { lazy, Suspense, useState } from "react";
import type { Acts, Scene } from "./scene";

const GlMap = lazy(() => import("./GlMap"));
const SvgMap = lazy(() => import("./SvgMap"));

/** Whether the browser can draw with WebGL 2, which MapLibre needs. */
function hasWebGl(): boolean {
  try {
    const context = document.createElement("canvas").getContext("webgl2");
    // Kept contexts are few in a browser: give this one back at once.
    context?.getExtension("WEBGL_lose_context")?.loseContext();
    return context !== null;
  } catch {
    return false;
  }
}

/** The map by MapLibre, or by vector graphics where there is no WebGL or the address asks for it. */
export function MapCanvas({ scene, acts, svg }: { scene: Scene; acts: Acts; svg: boolean }) {
  const [able] = useState(hasWebGl);
  const fallback = svg || !able;
  return (
    <>
      <Suspense fallback={<div className="gl-map" aria-busy="true" />}>
        {fallback ? <SvgMap scene={scene} acts={acts} /> : <GlMap scene={scene} acts={acts} />}
      </Suspense>
      {!able && <p className="quiet small">这个浏览器没有 WebGL，改用矢量图：内容相同，热力图除外。</p>}
    </>
  );
}
