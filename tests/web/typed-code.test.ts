import { expect, test } from 'vitest';
import { typedCode } from '../../web/src/routes/(finder)/cek/typed-code.ts';

test.each([
  ['https://jemput.surakarta.go.id/cek?kode=ZF1-DYEJ', 'ZF1-DYEJ'],
  ['jemput.surakarta.go.id/cek?kode=ZF1-DYEJ', 'ZF1-DYEJ'],
  [' HTTPS://Jemput.Surakarta.go.id/cek?kode=ZF1%2DDYEJ&x=1 ', 'ZF1-DYEJ'],
  ['ＺＦ１－ＤＹＥＪ', 'ZF1-DYEJ'],
  ['kode zf1 dyej', 'kode zf1 dyej'],
  ['https://ktp-gratis.xyz/cek?kode=ZF1-DYEJ', 'https://ktp-gratis.xyz/cek?kode=ZF1-DYEJ'],
])('%j is the code %j', (text, code) => {
  expect(typedCode(text, 'jemput.surakarta.go.id')).toBe(code);
});
