/**
 * How a host draws cards. Light: the colours that Microsoft's Agents Playground 0.2.28 gives a card, read from its page; they are not
 * kind (a warning is yellow on white). It has no dark theme: dark takes the same roles from the palette that it brings (Fluent).
 */
import type { Theme } from './types.js';

type Style = 'default' | 'emphasis' | 'good' | 'attention' | 'warning' | 'accent';
type Color = 'default' | 'dark' | 'light' | 'accent' | 'good' | 'warning' | 'attention';

interface Palette {
  /** Of texts: as they are, and when they are subtle. */
  text: Record<Color, readonly [string, string]>;
  /** Behind them, by the container's style. */
  ground: Record<Style, string>;
  line: string;
}

const PALETTES: Record<Theme, Palette> = {
  light: {
    text: {
      default: ['#252424', '#bf252424'],
      dark: ['#252424', '#bf252424'],
      light: ['#ffffff', '#f3f2f1'],
      accent: ['#6264a7', '#8b8cc7'],
      good: ['#92c353', '#e592c353'],
      warning: ['#f8d22a', '#e5f8d22a'],
      attention: ['#c4314b', '#e5c4314b'],
    },
    ground: {
      default: '#ffffff',
      emphasis: '#f9f8f7',
      good: '#ccffcc',
      attention: '#ffc5b2',
      warning: '#ffe2b2',
      accent: '#c7def9',
    },
    line: '#e1dfdd',
  },
  dark: {
    text: {
      default: ['#ffffff', '#bfffffff'],
      dark: ['#252424', '#bf252424'],
      light: ['#ffffff', '#bfffffff'],
      accent: ['#9399f5', '#7a80eb'],
      good: ['#92c353', '#e592c353'],
      warning: ['#f8d22a', '#e5f8d22a'],
      attention: ['#f75e75', '#e5f75e75'],
    },
    ground: {
      default: '#292929',
      emphasis: '#1f1f1f',
      good: '#0d2e0d',
      attention: '#3e1f25',
      warning: '#463100',
      accent: '#383966',
    },
    line: '#3d3d3d',
  },
};

/** The Playground and Teams show so many buttons of a set, and "…" for the others. */
const MOST_ACTIONS = 6;

export function hostConfig(theme: Theme): object {
  const { text, ground, line } = PALETTES[theme];
  const foregroundColors = Object.fromEntries(
    Object.entries(text).map(([name, [shown, subtle]]) => [name, { default: shown, subtle }]),
  );
  return {
    fontFamily: "'Segoe UI', system-ui, -apple-system, 'Noto Sans', sans-serif",
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 400, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 12 },
    separator: { lineThickness: 1, lineColor: line },
    supportsInteractivity: true,
    textBlock: { headingLevel: 3 },
    containerStyles: Object.fromEntries(
      Object.entries(ground).map(([name, backgroundColor]) => [name, { backgroundColor, foregroundColors }]),
    ),
    actions: {
      maxActions: MOST_ACTIONS,
      spacing: 'default',
      buttonSpacing: 8,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
    factSet: {
      title: { weight: 'bolder', wrap: true, maxWidth: 120, color: 'default' },
      value: { wrap: true },
      spacing: 16,
    },
    inputs: {
      label: { inputSpacing: 'small', requiredInputs: { weight: 'bolder' }, optionalInputs: { weight: 'bolder' } },
      errorMessage: { color: 'default', weight: 'bolder', size: 'default', spacing: 'small' },
    },
  };
}
