import colors from './colors.json' with { type: 'json' };

/** Schemes that colour the values or the series of a panel. */
export const colorModeIds: ReadonlySet<string> = new Set(colors.modes);
