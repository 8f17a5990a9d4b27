import { toSVG } from 'bwip-js/node';

/** A serial as a bar code that hand scanners and phones read: Code 128 (ISO/IEC 15417), as an SVG. */
export const barcodeOf = (serial: string): string =>
  toSVG({ bcid: 'code128', text: serial, height: 8, includetext: false });
