import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

function stubStorage(kept: Map<string, string>, refuses = false) {
  const guard = () => {
    if (refuses) throw new Error("refused");
  };
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => (guard(), kept.get(key) ?? null),
    setItem: (key: string, value: string) => (guard(), kept.set(key, value)),
    removeItem: (key: string) => (guard(), kept.delete(key)),
  });
}

test("the choice is kept, told, and taken back", async () => {
  const kept = new Map<string, string>();
  stubStorage(kept);
  const { isLarge, onLarge, setLarge } = await import("./largeType");
  const told = vi.fn();
  const stop = onLarge(told);
  expect(isLarge()).toBe(false);
  setLarge(true);
  expect([isLarge(), kept.size, told.mock.calls.length]).toEqual([true, 1, 1]);
  vi.resetModules();
  expect((await import("./largeType")).isLarge()).toBe(true);
  stop();
  setLarge(false);
  expect([isLarge(), kept.size, told.mock.calls.length]).toEqual([false, 0, 1]);
});

test("a browser that keeps nothing still shows large type", async () => {
  stubStorage(new Map(), true);
  const { isLarge, setLarge } = await import("./largeType");
  expect(isLarge()).toBe(false);
  setLarge(true);
  expect(isLarge()).toBe(true);
});
