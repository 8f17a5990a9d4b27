import { isOurOwn } from '../../src/local/sameOrigin';

const HOST = '127.0.0.1:3978';
const may = (headers: object, method = 'POST'): boolean => isOurOwn({ headers: { host: HOST, ...headers }, method });

test.each([
  ['the page itself', { origin: `http://${HOST}`, 'sec-fetch-site': 'same-origin' }],
  ['a program on this machine', {}],
  ['a program that says how it fetches', { 'sec-fetch-mode': 'cors' }],
  ['another name of this machine', { host: 'localhost:3978', origin: 'http://localhost:3978' }],
])('%s is answered', (_who, headers) => expect(may(headers)).toBe(true));

test.each([
  ['another site’s script', { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' }],
  ['another site’s form, as a browser without fetch metadata sends it', { origin: 'https://elsewhere.example' }],
  ['a form from a sandboxed frame or a file', { origin: 'null' }],
  ['another port of this machine', { origin: 'http://127.0.0.1:8080', 'sec-fetch-site': 'same-site' }],
  ['a browser that says no more than that it is another site', { 'sec-fetch-site': 'cross-site' }],
  ['a form that navigates here', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }],
  ['a name that was made to point here', { host: 'elsewhere.example:3978' }],
  ['no name', { host: undefined }],
])('%s is not', (_who, headers) => expect(may(headers)).toBe(false));

test('a link from elsewhere opens the page, a frame’s or an image’s request does not', () => {
  const from = (mode: string): object => ({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': mode });
  expect(may(from('navigate'), 'GET')).toBe(true);
  expect(may(from('no-cors'), 'GET')).toBe(false);
});
