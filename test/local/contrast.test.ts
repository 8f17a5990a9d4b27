/** Texts can be read on whatever a host puts behind them: 4.5 to 1 (WCAG 1.4.3), in the colours that cards use. */
import { hostConfig } from '../../src/local/page/cardTheme';

type Rgb = [number, number, number];
interface Style {
  backgroundColor: string;
  foregroundColors: Record<string, { default: string; subtle: string }>;
}

/** `#rrggbb`, or `#aarrggbb` as Adaptive Cards write a colour that lets what is behind it through. */
function seen(color: string, behind: Rgb): Rgb {
  const hex = color.slice(1).padStart(8, 'f');
  const [alpha, ...parts] = [0, 2, 4, 6].map((at) => parseInt(hex.slice(at, at + 2), 16)) as [number, ...Rgb];
  return parts.map((part, i) => (part * alpha + behind[i]! * (255 - alpha)) / 255) as Rgb;
}

/** Relative luminance: WCAG 2.2, definition. */
function luminance(color: Rgb): number {
  const [r, g, b] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const BLACK: Rgb = [0, 0, 0];

test.each(['light', 'dark'] as const)('%s: texts as they are, and subtle ones', (theme) => {
  const { containerStyles } = hostConfig(theme) as { containerStyles: Record<string, Style> };
  for (const { backgroundColor, foregroundColors } of Object.values(containerStyles)) {
    const ground = seen(backgroundColor, BLACK);
    for (const color of [foregroundColors.default!.default, foregroundColors.default!.subtle])
      expect(contrast(seen(color, ground), ground)).toBeGreaterThanOrEqual(4.5);
  }
});

test('a host’s own yellow and green cannot be read: no card of ours uses them for a text', () => {
  const { containerStyles } = hostConfig('light') as { containerStyles: Record<string, Style> };
  const { backgroundColor, foregroundColors } = containerStyles.default!;
  const ground = seen(backgroundColor, BLACK);
  expect(contrast(seen(foregroundColors.warning!.default, ground), ground)).toBeCloseTo(1.47, 2);
  expect(contrast(seen(foregroundColors.good!.default, ground), ground)).toBeCloseTo(2.07, 2);
});
