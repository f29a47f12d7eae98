import {
  type DeliveryResult,
  parseJsonBody,
  readDeliveryResult,
} from '../../../shared/messaging/delivery-report.ts';
import type { Result } from '../../../shared/messaging/problem.ts';

/**
 * Parses the body of a callback as a delivery report. The caller has already stored the callback, so it is
 * kept whatever it contains.
 * @param body the raw bytes
 * @returns a problem of parseJsonBody (cut off, gzipped, not UTF-8, too deeply nested, not JSON) or of
 * readDeliveryResult
 */
export function readReport(body: Uint8Array): Result<DeliveryResult> {
  const parsed = parseJsonBody(body);
  return parsed.ok ? readDeliveryResult(parsed.value) : parsed;
}
