import { FontSizeOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { setLarge } from "../lib/largeType";
import { useLarge } from "../lib/useLarge";

/** 大字: larger type and targets for those who need them. */
export function LargeTypeSwitch() {
  const large = useLarge();
  return (
    <Button className="large-switch" icon={<FontSizeOutlined aria-hidden />} aria-pressed={large} type={large ? "primary" : "default"} onClick={() => setLarge(!large)}>
      大字
    </Button>
  );
}
