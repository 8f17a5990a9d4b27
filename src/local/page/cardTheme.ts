/** How cards look: the values of Teams' own host configuration, light and dark. */
import type { Theme } from './types.js';

interface Palette {
  text: string;
  subtle: string;
  accent: string;
  good: string;
  warning: string;
  attention: string;
  background: string;
  emphasis: string;
}

const PALETTES: Record<Theme, Palette> = {
  light: {
    text: '#242424',
    subtle: '#616161',
    accent: '#5b5fc7',
    good: '#0e700e',
    warning: '#8a5a00',
    attention: '#b10e1c',
    background: '#ffffff',
    emphasis: '#f5f5f5',
  },
  dark: {
    text: '#ffffff',
    subtle: '#adadad',
    accent: '#9ea2ff',
    good: '#92c353',
    warning: '#f8d22a',
    attention: '#f1707b',
    background: '#292929',
    emphasis: '#1f1f1f',
  },
};

export function hostConfig(theme: Theme): object {
  const palette = PALETTES[theme];
  const shade = (color: string) => ({ default: color, subtle: color === palette.text ? palette.subtle : color });
  const foregroundColors = {
    default: shade(palette.text),
    dark: shade(palette.text),
    light: shade(palette.subtle),
    accent: shade(palette.accent),
    good: shade(palette.good),
    warning: shade(palette.warning),
    attention: shade(palette.attention),
  };
  const container = (backgroundColor: string) => ({ backgroundColor, foregroundColors });
  return {
    fontFamily: "'Segoe UI', system-ui, -apple-system, 'Noto Sans', sans-serif",
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 400, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 22, large: 24, extraLarge: 32 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: theme === 'light' ? '#e0e0e0' : '#3d3d3d' },
    supportsInteractivity: true,
    containerStyles: { default: container(palette.background), emphasis: container(palette.emphasis) },
    actions: {
      maxActions: 10,
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
    },
  };
}
