import { expect, test } from 'vitest';

import { own } from './own.ts';

test.each(['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', 'b'])(
  'a table does not inherit an entry %s',
  (name) => {
    expect(own({ a: 1 }, name)).toBeUndefined();
    expect(own({ a: 1 }, 'a')).toBe(1);
    expect(own(undefined, name)).toBeUndefined();
  },
);
