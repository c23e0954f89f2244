-- Each request is the view of another reader: behind one proxy, at an address of its own.
local reader = 0

function init(arguments)
  wrk.method = "POST"
  wrk.body = '{"article": ' .. arguments[1] .. '}'
  wrk.headers["User-Agent"] = "Mozilla/5.0 Firefox/140.0"
  wrk.headers["Content-Type"] = "application/json"
  math.randomseed(os.time())
  reader = math.random(0, 2 ^ 40)
end

function request()
  reader = reader + 1
  wrk.headers["X-Forwarded-For"] = "2001:db8::" .. reader
  return wrk.format()
end
