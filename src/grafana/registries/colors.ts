const HUES = ['red', 'orange', 'yellow', 'green', 'blue', 'purple'];
const SHADES = ['super-light', 'light', 'semi-dark', 'dark'];

/** Names of colours that Grafana's themes have. */
export const colorNames: ReadonlySet<string> = new Set([
  ...HUES.flatMap((hue) => [hue, ...SHADES.map((shade) => `${shade}-${hue}`)]),
  'transparent',
  'text',
  'white',
  'black',
  'gray',
  'grey',
  'panel-bg',
]);

const HEX = /^#(?:[0-9a-f]{3}|[0-9a-f]{4}|[0-9a-f]{6}|[0-9a-f]{8})$/i;
const FUNCTION = /^(?:rgb|rgba|hsl|hsla|color)\(.+\)$/i;

/** Whether Grafana can draw a colour: a name of its themes, hexadecimal, or a function of CSS. */
export function isColor(text: string): boolean {
  return colorNames.has(text) || HEX.test(text) || FUNCTION.test(text) || CSS.has(text.toLowerCase());
}

/** Names of CSS that people write for want of Grafana's. */
const CSS = new Set([
  'aqua',
  'fuchsia',
  'lime',
  'maroon',
  'navy',
  'olive',
  'silver',
  'teal',
  'cyan',
  'magenta',
  'pink',
  'brown',
  'gold',
  'indigo',
  'violet',
  'turquoise',
  'salmon',
  'coral',
  'crimson',
  'khaki',
  'tomato',
  'orchid',
  'plum',
  'tan',
]);
