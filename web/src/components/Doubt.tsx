import { CONFIDENCE } from "../lib/confidence";

/** Marks a clause whose encoding is less sure than that of its document. */
export function Doubt() {
  return (
    <span className="doubt" title="本条的编写依据转述，尚未与文件原文逐字核对">
      {CONFIDENCE["likely"]}
    </span>
  );
}
