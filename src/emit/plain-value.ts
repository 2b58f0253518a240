/** The keys and indexes that lead to a value. */
export type Path = readonly (string | number)[];

/** Throws an Error that names the first value that is not plain data or would change when written to a file. */
export function checkPlain(value: unknown): void {
  check(value, [], []);
}

/** Returns a path in JavaScript notation: `groups[0].rules[2].labels["a b"]`. */
export function pathText(path: Path): string {
  const text = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    return /^[A-Za-z_]\w*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  });
  return text.join('').replace(/^\./, '') || 'the value';
}

/**
 * The walk shares one path and one list of parents, pushed and popped, because thousands of dashboards pass through
 * here.
 */
function check(value: unknown, path: (string | number)[], parents: object[]): void {
  const flaw = valueFlaw(value);
  if (flaw !== undefined) throw new Error(`${pathText(path)} ${flaw}.`);
  if (typeof value !== 'object' || value === null) return;
  if (parents.includes(value)) throw new Error(`${pathText(path)} is a value that contains itself.`);
  parents.push(value);
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      path.push(index);
      check(value[index], path, parents);
      path.pop();
    }
  } else {
    for (const key of Object.keys(value)) {
      const member = (value as Readonly<Record<string, unknown>>)[key];
      path.push(key);
      const keyProblem = keyFlaw(key);
      if (keyProblem !== undefined) throw new Error(`${pathText(path)} ${keyProblem}.`);
      if (member !== undefined) check(member, path, parents);
      path.pop();
    }
  }
  parents.pop();
}

function valueFlaw(value: unknown): string | undefined {
  if (typeof value === 'string') return textFlaw(value);
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `is ${value}, which JSON cannot hold`;
  if (value === null || typeof value === 'boolean' || Array.isArray(value)) return undefined;
  if (typeof value !== 'object')
    return `is ${value === undefined ? 'undefined' : `a ${typeof value}`}, which a file cannot hold`;
  // A prototype that itself has no prototype is Object.prototype, of this realm or another. Anything else is a class, a
  // Date or a Map.
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return undefined;
  return 'is an instance of a class, not a plain object';
}

function keyFlaw(key: string): string | undefined {
  return key === '[object Object]' ? 'is a key made of an object, perhaps of env() or file()' : textFlaw(key);
}

/** A lone surrogate has no UTF-8 form: Node would write U+FFFD instead. */
function textFlaw(text: string): string | undefined {
  return !text.isWellFormed() ? 'holds half a surrogate pair, which UTF-8 cannot hold' : undefined;
}
