// How many clicks a task takes: only what goes through here is counted, and every click of a task has to.
import assert from "node:assert/strict";

export class Clicks {
  #made = 0;

  async on(locator) {
    await locator.click();
    this.#made += 1;
  }

  /** Fails where a task took more, and says the number where it did not. */
  atMost(limit, task) {
    console.log(`        ${task}: ${this.#made} clicks (at most ${limit})`);
    assert.ok(this.#made <= limit, `${task} took ${this.#made} clicks, at most ${limit} are allowed`);
  }
}
