import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { Within } from "../../lib/programmeSearch";
import { groupWord } from "../../lib/programmeSearch";

type Props = { within: Within; names: Record<string, string>; onChange: (within: Within) => void };

/** 西湖区; 区县未知. */
export function placeOf(within: Within, names: Record<string, string>): string {
  return Object.entries(within)
    .map(([name, label]) => (label === null ? `${groupWord(name)}未知` : (names[label] ?? label)))
    .join("、");
}

/** Of whom everything below speaks, each part to be taken away. */
export function WithinBar({ within, names, onChange }: Props) {
  const all = Object.entries(within);
  if (all.length === 0) return null;
  return (
    <p className="within-bar" role="status">
      只看
      {all.map(([name, label]) => {
        const said = placeOf({ [name]: label }, names);
        return (
          <Button
            key={name}
            size="small"
            icon={<CloseOutlined aria-hidden />}
            iconPlacement="end"
            aria-label={`不再只看${said}`}
            onClick={() => onChange(Object.fromEntries(all.filter(([other]) => other !== name)))}
          >
            {said}
          </Button>
        );
      })}
    </p>
  );
}
