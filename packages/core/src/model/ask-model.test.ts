import { APICallError } from 'ai';
import { expect, test } from 'vitest';
import { fullWay, simplerWay } from './ask-model.ts';

const refused = (statusCode: number, message: string) =>
  new APICallError({
    message,
    url: 'http://127.0.0.1',
    requestBodyValues: {},
    statusCode,
    responseBody: JSON.stringify({ error: { message } }),
  });
const noEndpoints = refused(
  404,
  'No endpoints found that can handle the requested parameters. To learn more, see the guide.',
);

test('where no provider takes all of a request, it is asked without a temperature, then for the form in words', () => {
  const first = simplerWay(fullWay, noEndpoints);
  expect(first).toEqual({ formInWords: false, temperature: false });
  const second = simplerWay(first!, noEndpoints);
  expect(second).toEqual({ formInWords: true, temperature: false });
  expect(simplerWay(second!, noEndpoints)).toBeUndefined();
});

test('what is refused by name is left out, and nothing else', () => {
  expect(simplerWay(fullWay, refused(400, "Unsupported value: 'temperature' does not support 0"))).toEqual({
    formInWords: false,
    temperature: false,
  });
  expect(simplerWay(fullWay, refused(400, 'response_format is not supported'))).toEqual({
    formInWords: true,
    temperature: true,
  });
});

test('other refusals stay what they are', () => {
  expect(simplerWay(fullWay, refused(404, 'No endpoints found for nobody/nothing.'))).toBeUndefined();
  expect(simplerWay(fullWay, refused(401, 'temperature'))).toBeUndefined();
  expect(simplerWay(fullWay, new Error('temperature'))).toBeUndefined();
});
