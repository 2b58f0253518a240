import colors from './colors.json' with { type: 'json' };

/** Colour schemes for the values or series of a panel. */
export const colorModeIds: ReadonlySet<string> = new Set(colors.modes);
