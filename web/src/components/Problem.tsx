import { Alert, Button } from "antd";
import { explain } from "../api/problem";

type Props = {
  error: unknown;
  onRetry?: (() => void) | undefined;
  /** Whether lines and columns are those of a text that the reader has before them. */
  placed?: boolean;
};

/** What went wrong, where, and what to do about it. */
export function Problem({ error, onRetry, placed = true }: Props) {
  const { message, hint, where, details } = explain(error);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={where && placed ? `${message}（${where}）` : message}
      description={
        <>
          {hint && <p>{hint}</p>}
          {details.length > 0 && (
            <ul className="problem-details">
              {details.map((detail, index) => (
                <li key={index}>
                  {placed && detail.line !== null && (
                    <span className="num">
                      {detail.column === null ? `第 ${detail.line} 行：` : `第 ${detail.line} 行 第 ${detail.column} 列：`}
                    </span>
                  )}
                  {detail.message}
                </li>
              ))}
            </ul>
          )}
        </>
      }
      action={onRetry && <Button onClick={onRetry}>重试</Button>}
    />
  );
}
