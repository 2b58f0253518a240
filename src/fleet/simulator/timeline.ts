interface Step {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/**
 * A queue of steps in order of time; a step may plan further steps. A class because it guards the invariant of the
 * heap.
 */
export class Timeline {
  private readonly heap: Step[] = [];
  private planned = 0;
  /** Time of the running step, Unix milliseconds. */
  now: number;

  constructor(start: number) {
    this.now = start;
  }

  /**
   * Plans a step; a time in the past means now. Steps with the same time run in the order in which they were planned.
   */
  at(time: number, run: () => void): void {
    const step = { at: Math.max(this.now, Math.round(time)), order: this.planned, run };
    this.planned += 1;
    this.heap.push(step);
    this.raise(this.heap.length - 1, step);
  }

  after(delay: number, run: () => void): void {
    this.at(this.now + delay, run);
  }

  /** Runs every step up to and including a time. */
  runUntil(time: number): void {
    for (let first = this.heap[0]; first !== undefined && first.at <= time; first = this.heap[0]) {
      this.removeFirst();
      this.now = first.at;
      first.run();
    }
    this.now = Math.max(this.now, time);
  }

  private raise(from: number, step: Step): void {
    let place = from;
    while (place > 0) {
      const parentPlace = (place - 1) >> 1;
      const parent = this.heap[parentPlace];
      if (parent === undefined || isBefore(parent, step)) break;
      this.heap[place] = parent;
      place = parentPlace;
    }
    this.heap[place] = step;
  }

  private removeFirst(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    let place = 0;
    for (;;) {
      let childPlace = 2 * place + 1;
      let child = this.heap[childPlace];
      if (child === undefined) break;
      const right = this.heap[childPlace + 1];
      if (right !== undefined && isBefore(right, child)) {
        childPlace += 1;
        child = right;
      }
      if (isBefore(last, child)) break;
      this.heap[place] = child;
      place = childPlace;
    }
    this.heap[place] = last;
  }
}

function isBefore(one: Step, other: Step): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
