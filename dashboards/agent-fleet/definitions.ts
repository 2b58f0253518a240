import type { RowSpec } from '../../src/define/definitions.ts';
import { DEFINITIONS } from '../../src/fleet/panels/definitions.ts';
import { notes } from '../../src/panels/lists.ts';

/** The definitions of the figures, on the same page as the figures. */
export function definitions(): RowSpec {
  return {
    key: 'definitions',
    title: 'Definitions',
    collapsed: true,
    panels: [
      { key: 'definitions-text', width: 24, height: 10, panel: notes('How the figures are defined', DEFINITIONS) },
    ],
  };
}
