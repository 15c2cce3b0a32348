# ruby-saml as in its README, with WEBrick in the place of Rails and signed assertions required.
require 'json'
require 'securerandom'
require 'webrick'
require 'onelogin/ruby-saml'

def settings(url:, idp:, key:)
  settings = OneLogin::RubySaml::IdpMetadataParser.new.parse(idp['metadata'])
  settings.sp_entity_id = "#{url}/metadata"
  settings.assertion_consumer_service_url = "#{url}/acs"
  settings.single_logout_service_url = "#{url}/slo"
  settings.name_identifier_format = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'
  settings.certificate = key['certificate']
  settings.private_key = key['privateKey']
  settings.security[:want_assertions_signed] = true
  settings.security[:want_name_id] = true
  settings.security[:digest_method] = XMLSecurity::Document::SHA256
  settings.security[:signature_method] = XMLSecurity::Document::RSA_SHA256
  settings
end

given = JSON.parse($stdin.gets)
server = WEBrick::HTTPServer.new(BindAddress: 'localhost', Port: given.fetch('port', 0))
url = "http://localhost:#{server.config[:Port]}"
saml = settings(url: url, idp: given['idp'], key: given['key'])
sessions = {} # by cookie

session_of = ->(request) { sessions[request.cookies.find { |each| each.name == 'session' }&.value] }
start_session = lambda do |response, session|
  id = SecureRandom.hex
  sessions[id] = session
  response.cookies << WEBrick::Cookie.new('session', id).tap { |cookie| cookie.path = '/' }
  session
end
refuse = lambda do |response, why|
  warn why
  response.status = 403
  response.body = '<title>Refused</title>'
end

server.mount_proc('/metadata') do |_request, response|
  response.content_type = 'application/samlmetadata+xml'
  response.body = OneLogin::RubySaml::Metadata.new.generate(saml, true)
end
server.mount_proc('/login') do |request, response|
  asked = OneLogin::RubySaml::Authrequest.new
  to = asked.create(saml)
  session = session_of.call(request) || start_session.call(response, {})
  session[:request] = asked.request_id
  response.set_redirect(WEBrick::HTTPStatus::Found, to)
end
server.mount_proc('/acs') do |request, response|
  session = session_of.call(request)
  answer = OneLogin::RubySaml::Response.new(
    request.query['SAMLResponse'],
    settings: saml,
    matches_request_id: session && session[:request],
  )
  next refuse.call(response, answer.errors.join("\n")) unless answer.is_valid?

  start_session.call(response, { user: answer.nameid })
  response.set_redirect(WEBrick::HTTPStatus::Found, '/')
end
server.mount_proc('/slo') do |request, response|
  # It starts no logout, so no LogoutResponse is due.
  next refuse.call(response, 'It is not a LogoutRequest.') unless request.query['SAMLRequest']

  asked = OneLogin::RubySaml::SloLogoutrequest.new(
    request.query['SAMLRequest'],
    settings: saml,
    get_params: request.query,
  )
  next refuse.call(response, asked.errors.join("\n")) unless asked.is_valid?

  session_of.call(request)&.clear
  answer = OneLogin::RubySaml::SloLogoutresponse.new
  to = answer.create(saml, asked.id, nil, RelayState: request.query['RelayState'])
  response.set_redirect(WEBrick::HTTPStatus::Found, to)
end
server.mount_proc('/me') do |request, response|
  session = session_of.call(request)
  user = session && session[:user]
  response.status = user ? 200 : 401
  response.content_type = 'application/json'
  response.body = JSON.generate(user ? { user: user } : {})
end
server.mount_proc('/') do |_request, response|
  response.content_type = 'text/html'
  response.body = '<title>Hello</title>'
end

Thread.new do
  $stdin.read
  exit!
end
puts JSON.generate(url: url)
$stdout.flush
server.start
