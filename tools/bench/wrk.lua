-- Requests of many leaders in turn, read from the file named by BENCH_REQUESTS: method, address, cookie, body, by tabs.
-- BENCH_WRITES is the share of requests that save a text.
local reads, writes, share = {}, {}, tonumber(os.getenv("BENCH_WRITES"))

function init()
  for line in io.lines(os.getenv("BENCH_REQUESTS")) do
    local method, path, cookie, body = line:match("([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)")
    local headers = { Cookie = cookie, Accept = "application/json", ["Content-Type"] = "application/x-www-form-urlencoded" }
    table.insert(method == "GET" and reads or writes, wrk.format(method, path, headers, method ~= "GET" and body or nil))
  end
end

function request()
  local some = math.random() < share and writes or reads
  return some[math.random(#some)]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"requests": %d, "seconds": %f, "p50": %f, "p95": %f, "errors": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
