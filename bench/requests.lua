-- Sends the requests of a file, in its order, over and over: each line a path, and after a tab the ETag one has.
local browser = {
  ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
  ["Accept-Language"] = "en-GB,en;q=0.9",
  ["Accept-Encoding"] = "gzip, deflate, br, zstd",
  ["Sec-Fetch-Site"] = "same-origin",
  ["Sec-Fetch-Mode"] = "no-cors",
  ["Referer"] = "http://127.0.0.1/",
}
local prepared, at = {}, 0

function init(args)
  browser["Accept"] = args[2]
  for line in io.lines(args[1]) do
    local path, etag = line:match("^([^\t]+)\t?(.*)$")
    browser["If-None-Match"] = etag ~= "" and etag or nil
    prepared[#prepared + 1] = wrk.format("GET", path, browser)
  end
end

function request()
  at = at % #prepared + 1
  return prepared[at]
end

function done(summary)
  local failed = summary.errors.status + summary.errors.connect + summary.errors.read
    + summary.errors.write + summary.errors.timeout
  io.write(string.format("\nrequests %d failed %d\n", summary.requests, failed))
end
