import { pageOf } from '../../src/domain/paging';

test.each([
  { total: 0, wanted: 1, told: { page: 1, pages: 1, from: 0 } },
  { total: 10, wanted: 1, told: { page: 1, pages: 1, from: 0 } },
  { total: 11, wanted: 2, told: { page: 2, pages: 2, from: 10 } },
  { total: 11, wanted: 9, told: { page: 2, pages: 2, from: 10 } },
  { total: 11, wanted: -3, told: { page: 1, pages: 2, from: 0 } },
  { total: 21, wanted: 2.7, told: { page: 2, pages: 3, from: 10 } },
  { total: 21, wanted: Number.NaN, told: { page: 1, pages: 3, from: 0 } },
])('$total lines, ten a page: page $wanted is page $told.page', ({ total, wanted, told }) => {
  expect(pageOf(total, wanted, 10)).toEqual(told);
});
