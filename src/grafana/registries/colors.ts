import colors from './colors.json' with { type: 'json' };

/** Colour names of Grafana's themes. */
export const colorNames: ReadonlySet<string> = new Set(colors.theme);

/** CSS colour names, which users write instead of Grafana's. */
const CSS: ReadonlySet<string> = new Set(colors.css);
const HEX = /^#(?:[0-9a-f]{3}|[0-9a-f]{4}|[0-9a-f]{6}|[0-9a-f]{8})$/i;
const FUNCTION = /^(?:rgb|rgba|hsl|hsla|color)\(.+\)$/i;

/** Whether Grafana can draw a colour: a theme colour name, a hexadecimal value, or a CSS function or name. */
export function isColor(text: string): boolean {
  return colorNames.has(text) || HEX.test(text) || FUNCTION.test(text) || CSS.has(text.toLowerCase());
}
