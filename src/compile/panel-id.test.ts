import fc from 'fast-check';
import { expect, test } from 'vitest';

import { panelId } from './panel-id.ts';

test('a panel id fits a 32-bit integer', () => {
  fc.assert(
    fc.property(fc.string(), (key) => {
      expect(panelId(key)).toBeGreaterThanOrEqual(1);
      expect(panelId(key)).toBeLessThanOrEqual(2 ** 31 - 1);
      expect(Number.isInteger(panelId(key))).toBe(true);
    }),
  );
});

// Links to a panel, also in notifications already sent, contain this number, so it must never change.
test('the id of a key is the same forever', () => expect(panelId('fleet-pnl')).toBe(133_061_453));
