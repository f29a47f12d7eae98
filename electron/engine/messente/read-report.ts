import {
  type DeliveryResult,
  parseJsonBody,
  readDeliveryResult,
} from '../../../shared/messaging/delivery-report.ts';
import type { Result } from '../../../shared/messaging/problem.ts';

/**
 * Reads the body of a callback as a delivery report. Only after it is on disk: whatever it holds, it is kept.
 * @param body the raw bytes
 * @returns a problem of parseJsonBody (cut, gzipped, not UTF-8, too deeply nested, not JSON) or of readDeliveryResult
 */
export function readReport(body: Uint8Array): Result<DeliveryResult> {
  const parsed = parseJsonBody(body);
  return parsed.ok ? readDeliveryResult(parsed.value) : parsed;
}
